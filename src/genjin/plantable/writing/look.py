"""What the Excel sheet and the Word table share in looks: the font, and the colours of the design (tokens.css)."""

FONT = "Microsoft YaHei"

INK, MUTED, HEADING_INK = "1B2333", "8A93A8", "475069"
PRIMARY, LINE, HEADING_FILL = "2747C9", "D9DEEA", "F4F6FB"

STAGE_INKS = {
    "初步接洽": "4B556B",
    "需求调研": "1D4FB8",
    "方案制定": "5B36B8",
    "商务谈判": "A65200",
    "合同签署": "14724A",
    "交付实施": "14724A",
}
"""The ink of each stage's chip on the screen (not its fill: a tall cell is no chip); others are in plain ink."""
