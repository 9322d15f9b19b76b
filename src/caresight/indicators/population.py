"""The homes that indicators are measured for; the checks below share them."""

from caresight.checks.population import Editions, Population

__all__ = ["Editions", "Population"]
