"""Debian's python3-cassandra, unmodified, against three nodes: python3 check.py HOST PORT."""

import datetime
import decimal
import ipaddress
import sys
import uuid

from cassandra import ConsistencyLevel, InvalidRequest
from cassandra.cluster import EXEC_PROFILE_DEFAULT, Cluster, ExecutionProfile
from cassandra.policies import DCAwareRoundRobinPolicy, TokenAwarePolicy
from cassandra.query import BatchStatement, SimpleStatement
from cassandra.util import Date, Duration, OrderedMapSerializedKey, SortedSet, Time, sortedset

host, port = sys.argv[1], int(sys.argv[2])


def check(what, seen, wanted):
    if seen != wanted:
        sys.exit("python: %s: %r, not %r" % (what, seen, wanted))


def plain(value):
    if isinstance(value, (SortedSet, sortedset)):
        return set(value)
    if isinstance(value, OrderedMapSerializedKey):
        return dict(value)
    return value


for version in (5, 4, 3):
    profile = ExecutionProfile(
        load_balancing_policy=TokenAwarePolicy(DCAwareRoundRobinPolicy(local_dc="dc1")),
        consistency_level=ConsistencyLevel.QUORUM,
        request_timeout=30,
    )
    cluster = Cluster(
        [host],
        port=port,
        execution_profiles={EXEC_PROFILE_DEFAULT: profile},
        connect_timeout=30,
        control_connection_timeout=30,
        **({} if version == 5 else {"protocol_version": version}),
    )
    session = cluster.connect()
    check("version", cluster.protocol_version, version)
    check("nodes", len([h for h in cluster.metadata.all_hosts() if h.is_up]), 3)
    check("tokens", len(cluster.metadata.token_map.ring), 48)

    session.execute("DROP KEYSPACE IF EXISTS py")
    session.execute("CREATE KEYSPACE py WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 3}")
    session.set_keyspace("py")
    types = [
        ("ascii", "ascii"), ("bigint", -(2**63)), ("blob", b"\x00\xff"), ("boolean", True),
        ("decimal", decimal.Decimal("-1.2345678901234567890")), ("double", 3.141592653589793), ("float", 1.5),
        ("inet", "2001:db8::1"), ("int", 2**31 - 1), ("text", "€ 🐦"),
        ("timestamp", datetime.datetime(2026, 11, 23, 12, 0, 0, 123000)), ("timeuuid", uuid.uuid1()),
        ("uuid", uuid.uuid4()), ("varint", -(2**100)), ("date", Date("1066-10-14")), ("time", Time("23:59:59.000000001")),
        ("smallint", -7), ("tinyint", -1), ("duration", Duration(14, 3, 12345)),
        ("list<int>", [3, 1, 2]), ("set<text>", {"a", "b"}), ("map<text, bigint>", {"x": 1, "y": 2}),
        ("frozen<list<frozen<set<int>>>>", [{1}, {1, 2}]),
    ]
    columns = ", ".join("c%d %s" % (i, name) for i, (name, _) in enumerate(types))
    session.execute("CREATE TABLE types (k int PRIMARY KEY, %s)" % columns)
    names = ", ".join("c%d" % i for i in range(len(types)))
    insert = session.prepare("INSERT INTO types (k, %s) VALUES (?%s)" % (names, ", ?" * len(types)))
    session.execute(insert, [1] + [value for _, value in types])
    row = session.execute("SELECT %s FROM types WHERE k = 1" % names).one()
    for (name, wanted), seen in zip(types, row):
        seen = plain(seen)
        if name.startswith("frozen"):
            seen = [set(element) for element in seen]
        if name == "inet":
            seen = str(ipaddress.ip_address(seen))
        check(name, seen, wanted)

    session.execute("CREATE TABLE many (p int, c int, v text, PRIMARY KEY (p, c)) WITH CLUSTERING ORDER BY (c DESC)")
    add = session.prepare("INSERT INTO many (p, c, v) VALUES (?, ?, ?)")
    batch = BatchStatement()
    for c in range(5):
        batch.add(add, (1, c, "batch"))
    session.execute(batch)
    futures = [session.execute_async(add, (1, c, "v%d" % c)) for c in range(5, 100)]
    for future in futures:
        future.result()
    paged = SimpleStatement("SELECT c FROM many WHERE p = 1", fetch_size=7)
    check("paging", [r.c for r in session.execute(paged)], list(range(99, -1, -1)))
    table = cluster.metadata.keyspaces["py"].tables["many"]
    check("schema", ([c.name for c in table.partition_key], [c.name for c in table.clustering_key]), (["p"], ["c"]))
    session.execute("ALTER TABLE many ADD extra int")
    check("altered", "extra" in cluster.metadata.keyspaces["py"].tables["many"].columns, True)
    try:
        session.execute("SELECT * FROM nothing")
        sys.exit("python: a table that is not there was read")
    except InvalidRequest:
        pass
    trace = session.execute(SimpleStatement("SELECT * FROM many WHERE p = 2"), trace=True).get_query_trace(10)
    check("trace", trace.request_type, "Execute CQL3 query")
    cluster.shutdown()
    print("python driver, protocol v%d: ok" % version)
