"""Before a meeting: dates as people write them, agendas as they come, people and open matters carried over."""
