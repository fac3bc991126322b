// Where sources differ: amounts, shares, dates, status and places of one deal, side by side with who says so.
CALL kg.conflicts() YIELD attribute, subject, relationship, object, values
UNWIND values AS value
RETURN subject.name AS who, type(relationship) AS deal, object.name AS what, attribute,
  value.value AS value, value.currency AS currency, value.sources AS sources, value.documents AS documents
ORDER BY who, deal, what, attribute, sources DESC, documents;
