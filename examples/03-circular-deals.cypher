// Circular deals: who puts money into a customer gets it back as the price of goods. Two steps: investor and supplier of
// the same house.
MATCH (investor:Company)-[money:INVESTS_IN|FINANCES]->(customer)<-[goods:SUPPLIES]-(investor)
RETURN investor.name AS investor, type(money) AS gives, money.amount AS amount, money.currency AS currency,
       customer.name AS customer, goods.product AS gets_orders_for
ORDER BY amount DESC, investor, customer;

// Longer circles: money or goods that come back to where they started, within two to four steps.
MATCH circle = (start:Company)-[:INVESTS_IN|SUPPLIES|FINANCES*2..4]->(start)
WITH circle, [house IN nodes(circle) | house.name] AS houses
// The same circle is found once from each of its houses: keep the one that begins with the first name.
WHERE all(name IN houses WHERE houses[0] <= name)
RETURN houses, [step IN relationships(circle) | type(step)] AS steps
ORDER BY size(houses), houses, steps;
