// Two statements and a command.
:mode csv
MATCH (c:Company)
RETURN c.name AS name ORDER BY name;
MATCH (p:Person) RETURN count(p) AS people
