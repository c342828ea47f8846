"""The figures of DOMAIN §2: starting values that a company changes in its settings, not findings."""

# position: working days that are usual in the stage, longest silence in working days, different people in 30 days,
# working days since a decision maker, MEDDPICC minimum of 24
STAGES: dict[int, tuple[int | None, int | None, int | None, int | None, int | None]] = {
    1: (21, 14, 1, None, 6),
    2: (30, 10, 2, None, 12),
    3: (30, 10, 3, 30, 16),
    4: (30, 7, 4, 21, 20),
    5: (15, 5, 3, 14, 22),
    6: (None, 30, 3, 60, None),
}

# what each check takes off its dimension, by how bad it is
POINTS: dict[str, dict[str, int]] = {
    "R1": {"HIGH": 25, "RED": 25},
    "R2": {"MEDIUM": 10, "HIGH": 25, "RED": 40},
    "R3": {"HIGH": 20},
    "R4": {"HIGH": 20},
    "R5": {"HIGH": 15, "RED": 30},
    "R6": {"MEDIUM": 10},
    "R7": {"HIGH": 20},
    "R8": {"LOW": 5},
    "R9": {"MEDIUM": 10},
    "P1": {"HIGH": 30, "RED": 30},
    "P2": {"MEDIUM": 15, "HIGH": 30},
    "P3": {"MEDIUM": 10, "HIGH": 25},
    "P4": {"HIGH": 20},
    "P5": {"MEDIUM": 10, "HIGH": 20, "RED": 30},
    "P6": {"HIGH": 20, "RED": 30},
    "P8": {"RED": 30},
    "P9": {"MEDIUM": 10, "HIGH": 20},
    "V1": {"HIGH": 25},
    "V2": {"MEDIUM": 10, "HIGH": 20},
    "V4": {"MEDIUM": 15},
    "V5": {"MEDIUM": 15},
    "V6": {"MEDIUM": 10, "HIGH": 20},
    "C1": {"MEDIUM": 15, "HIGH": 25},
    "C2": {"HIGH": 20},
    "C3": {"HIGH": 20, "RED": 30},
    "C5": {"MEDIUM": 10, "HIGH": 20},
    "C6": {"RED": 30},
    "E1": {"MEDIUM": 20},
    "E2": {"LOW": 10},
    "E3": {"LOW": 5},
    "E4": {"MEDIUM": 15},
    "E5": {"LOW": 5},
    "E6": {"MEDIUM": 20},
    "E7": {"HIGH": 20},
    "E8": {"LOW": 5},
}

# how much each dimension weighs in the score, in hundredths
WEIGHTS = {"relationship": 30, "progress": 25, "value": 20, "competition": 15, "execution": 10}
ONE_RED_LINE, MORE_RED_LINES = 49, 29
GREEN_FROM, AMBER_FROM = 75, 50
