// npm's cassandra-driver, unmodified, against three nodes: node check.js HOST PORT
'use strict';
const assert = require('assert');
const cassandra = require('cassandra-driver');

const [host, port] = [process.argv[2], Number(process.argv[3])];
const { types } = cassandra;

async function main() {
  const begin = Date.now();
  const client = new cassandra.Client({
    contactPoints: [host],
    protocolOptions: { port },
    localDataCenter: 'dc1',
    queryOptions: { consistency: types.consistencies.quorum },
    socketOptions: { readTimeout: 30000, connectTimeout: 30000 },
  });
  await client.connect();
  assert.ok(Date.now() - begin < 5000, 'connecting took ' + (Date.now() - begin) + ' ms');
  assert.strictEqual(client.hosts.length, 3);
  assert.ok(client.hosts.values().every((node) => node.isUp()));

  await client.execute('DROP KEYSPACE IF EXISTS js');
  await client.execute("CREATE KEYSPACE js WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}");
  const values = {
    ascii: 'ascii', bigint: types.Long.fromString('-9223372036854775808'), blob: Buffer.from([0, 255]), boolean: true,
    decimal: types.BigDecimal.fromString('-1.2345678901234567890'), double: Math.PI, float: 1.5,
    inet: types.InetAddress.fromString('2001:db8::1'), int: 2147483647, text: '€ 🐦',
    timestamp: new Date(1763899200123), timeuuid: types.TimeUuid.now(), uuid: types.Uuid.random(),
    varint: types.Integer.fromString('-1267650600228229401496703205376'), date: new types.LocalDate(1066, 10, 14),
    time: types.LocalTime.fromString('23:59:59.000000001'), smallint: -7, tinyint: -1,
    duration: new types.Duration(14, 3, 12345), 'list<int>': [3, 1, 2], 'set<text>': ['a', 'b'],
    'map<text, int>': { x: 1, y: 2 }, 'frozen<list<frozen<set<int>>>>': [[1], [1, 2]],
  };
  const names = Object.keys(values);
  await client.execute('CREATE TABLE js.types (k int PRIMARY KEY, ' + names.map((n, i) => 'c' + i + ' ' + n).join(', ') + ')');
  await client.execute(
    'INSERT INTO js.types (k, ' + names.map((n, i) => 'c' + i).join(', ') + ') VALUES (?' + ', ?'.repeat(names.length) + ')',
    [1, ...Object.values(values)], { prepare: true });
  const row = (await client.execute('SELECT * FROM js.types WHERE k = 1')).first();
  names.forEach((name, i) => assert.strictEqual(String(JSON.stringify(row['c' + i])), JSON.stringify(values[name]), name));

  await client.execute('CREATE TABLE js.many (p int, c int, v text, PRIMARY KEY (p, c)) WITH CLUSTERING ORDER BY (c DESC)');
  const add = 'INSERT INTO js.many (p, c, v) VALUES (?, ?, ?)';
  await client.batch([0, 1, 2, 3, 4].map((c) => ({ query: add, params: [1, c, 'batch'] })), { prepare: true });
  await Promise.all(Array.from({ length: 95 }, (_, i) => client.execute(add, [1, i + 5, 'v'], { prepare: true })));
  const seen = [];
  for await (const each of client.stream('SELECT c FROM js.many WHERE p = 1', [], { fetchSize: 7, autoPage: true })) {
    seen.push(each.c);
  }
  assert.deepStrictEqual(seen, Array.from({ length: 100 }, (_, i) => 99 - i));
  const table = await client.metadata.getTable('js', 'many');
  assert.deepStrictEqual(table.partitionKeys.map((c) => c.name), ['p']);
  assert.deepStrictEqual(table.clusteringKeys.map((c) => c.name), ['c']);
  assert.strictEqual(client.getReplicas('js', Buffer.from([0, 0, 0, 1])).length, 3);
  await assert.rejects(client.execute('SELECT * FROM js.nothing'), (e) => e.code === types.responseErrorCodes.invalid);
  await client.shutdown();
  console.log('node driver, protocol v4: ok');
}

main().then(() => process.exit(0), (e) => { console.error('node:', e); process.exit(1); });
