from PySide6.QtWidgets import QDialog
class QuoteEditor(QDialog):
    def __init__(self, quote, operations, texts, parent=None):
        super().__init__(parent)
