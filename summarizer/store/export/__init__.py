"""A run as tables: which columns there are, and how they are written as JSON Lines, CSV, Parquet, SQLite and XLSX."""

from summarizer.store.export.columns import Column, Kind, Table
from summarizer.store.export.lines import csv_lines, json_lines
from summarizer.store.export.tables import TABLES

__all__ = ["TABLES", "Column", "Kind", "Table", "csv_lines", "json_lines"]
