"""Where the robots of groups live, and what their addresses look like."""

from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from genjin.core.errors import Wording


@dataclass(frozen=True, slots=True)
class RobotAddress:
    """How a maker's addresses look: its hosts, how the path begins, and the parameter that holds the key, if one."""

    hosts: tuple[str, ...]
    path: str
    key: str = ""

    def problem(self, address: str) -> Wording | None:
        """Return what is wrong with an address, None where it is one of this maker's."""
        parts = urlsplit(address)
        if not is_own_host(parts) and not (parts.scheme == "https" and parts.netloc in self.hosts):
            return _("Paste the whole address that the robot shows; it begins with https://%(host)s%(path)s.") % {
                "host": self.hosts[0],
                "path": self.path,
            }
        if not parts.path.startswith(self.path) or (self.key and not parse_qs(parts.query).get(self.key)):
            return _("The address has no key: copy it again from the robot's settings.")
        return None


def is_own_host(parts: SplitResult) -> bool:
    """Tell whether whoever runs the installation named this host: a maker's server in the house."""
    return parts.scheme in {"http", "https"} and parts.netloc in settings.ROBOT_HOSTS


WECOM = RobotAddress(("qyapi.weixin.qq.com",), "/cgi-bin/webhook/send", "key")
DINGTALK = RobotAddress(("oapi.dingtalk.com",), "/robot/send", "access_token")
FEISHU = RobotAddress(("open.feishu.cn", "open.larksuite.com"), "/open-apis/bot/v2/hook/")
