"""Numbers in Arabic text: digits, words, vague quantities, ranges.

`find` reads running text, `quantity` a short count expression.
"""

from mujaz.arabic.numbers.digits import Value
from mujaz.arabic.numbers.find import Kind, Number, Unit, find, find_in
from mujaz.arabic.numbers.qualifiers import Qualifier
from mujaz.arabic.numbers.quantity import Quantity, quantity

__all__ = ["Kind", "Number", "Qualifier", "Quantity", "Unit", "Value", "find", "find_in", "quantity"]
