package io.starlingdb.node.ring;

import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.token.Token;
import com.datastax.oss.driver.internal.core.metadata.token.Murmur3Token;
import com.datastax.oss.driver.internal.core.metadata.token.ReplicationStrategy;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where the Cassandra driver believes the replicas to be: the oracle for {@link Ring}. */
final class DriverPlacement {
    private static final String PACKAGE = "com.datastax.oss.driver.internal.core.metadata.token.";

    private DriverPlacement() {}

    static Map<Long, Set<Integer>> simple(List<RecordMember> members, int factor) throws ReflectiveOperationException {
        Constructor<?> constructor =
                Class.forName(PACKAGE + "SimpleReplicationStrategy").getDeclaredConstructor(Map.class);
        return compute(members, constructor, Map.of("replication_factor", Integer.toString(factor)));
    }

    static Map<Long, Set<Integer>> networkTopology(List<RecordMember> members, Map<String, Integer> factors)
            throws ReflectiveOperationException {
        Map<String, String> options = new HashMap<>();
        factors.forEach((datacenter, factor) -> options.put(datacenter, factor.toString()));
        Constructor<?> constructor = Class.forName(PACKAGE + "NetworkTopologyReplicationStrategy")
                .getDeclaredConstructor(Map.class, String.class);
        return compute(members, constructor, options, "test");
    }

    private static Map<Long, Set<Integer>> compute(
            List<RecordMember> members, Constructor<?> constructor, Object... arguments)
            throws ReflectiveOperationException {
        constructor.setAccessible(true);
        ReplicationStrategy strategy = (ReplicationStrategy) constructor.newInstance(arguments);
        Map<Token, Node> primaries = new HashMap<>();
        Map<Node, Integer> actors = new HashMap<>();
        for (RecordMember member : members) {
            Node node = node(member);
            actors.put(node, member.actor());
            member.tokens().forEach(token -> primaries.put(new Murmur3Token(token), node));
        }
        List<Token> ring = List.copyOf(new TreeSet<>(primaries.keySet()));
        Map<Long, Set<Integer>> placed = new TreeMap<>();
        strategy.computeReplicasByToken(new LinkedHashMap<>(primaries), ring)
                .forEach((token, nodes) -> placed.put(
                        ((Murmur3Token) token).getValue(),
                        nodes.stream().map(actors::get).collect(Collectors.toSet())));
        return placed;
    }

    private static Node node(RecordMember member) {
        return (Node) Proxy.newProxyInstance(
                DriverPlacement.class.getClassLoader(),
                new Class<?>[] {Node.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDatacenter" -> member.datacenter();
                    case "getRack" -> member.rack();
                    case "hashCode" -> member.actor();
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> member.toString();
                    default -> throw new AssertionError("unexpected " + method + Arrays.toString(arguments));
                });
    }
}
