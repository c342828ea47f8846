"""Demo data: a department of key-account sales with its customers, told through the operations."""

from genjin.setup.demo.loading import load_demo_data
from genjin.setup.demo.people import DEMO_PASSWORD, DemoPerson, demo_people_that_can_sign_in

__all__ = ["DEMO_PASSWORD", "DemoPerson", "demo_people_that_can_sign_in", "load_demo_data"]
