// Which sites are there, where, and who builds, owns or runs them?
MATCH (site:Site)
OPTIONAL MATCH (site)-[:LOCATED_IN]->(place:Place)
OPTIONAL MATCH (house)-[:BUILDS|OPERATES|OWNS]->(site)
RETURN site.name AS site, collect(DISTINCT place.name) AS places, collect(DISTINCT house.name) AS houses
ORDER BY site;
