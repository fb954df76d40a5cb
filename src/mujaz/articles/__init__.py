"""Reading articles from files, folders, standard input and the web."""

from mujaz.articles.article import Article
from mujaz.articles.sources import SUPPORTED, read

__all__ = ["SUPPORTED", "Article", "read"]
