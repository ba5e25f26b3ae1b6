package io.starlingdb.node.schema;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many replicas a keyspace's rows have, and where.
 *
 * @param strategy how replicas are placed
 * @param defaultFactor replicas in all (SIMPLE), or in each datacenter that {@code factors} does not name
 *     (NETWORK_TOPOLOGY; 0 when the keyspace names them all)
 * @param factors replicas by datacenter, for NETWORK_TOPOLOGY alone
 */
public record Replication(Strategy strategy, int defaultFactor, SortedMap<String, Integer> factors) {
    private static final String CLASS = "class";
    private static final String FACTOR = "replication_factor";
    private static final String PACKAGE = "org.apache.cassandra.locator.";
    private static final int FACTOR_MAX = 1_000;

    /** How replicas are placed. */
    public enum Strategy {
        /** On the next nodes of the ring, whatever their datacenter. */
        SIMPLE(1, "SimpleStrategy"),
        /** So many in each datacenter, on distinct racks first. */
        NETWORK_TOPOLOGY(2, "NetworkTopologyStrategy");

        private final int storedId;
        private final String className;

        Strategy(int storedId, String className) {
            this.storedId = storedId;
            this.className = className;
        }

        int storedId() {
            return storedId;
        }
    }

    /** Keeps a sorted copy of the factors. */
    public Replication {
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    }

    /** {@code factor} replicas, datacenters disregarded. */
    public static Replication simple(int factor) {
        return new Replication(Strategy.SIMPLE, requireFactor(FACTOR, factor), new TreeMap<>());
    }

    /** So many replicas in each named datacenter. */
    public static Replication networkTopology(Map<String, Integer> factors) {
        return new Replication(Strategy.NETWORK_TOPOLOGY, 0, new TreeMap<>(factors));
    }

    /**
     * Reads CQL's map: {@code class} (Cassandra's short or full name) with {@code replication_factor}, or with a number for
     * each datacenter.
     */
    public static Replication parse(Map<String, String> options) {
        String className = options.get(CLASS);
        if (className == null) {
            throw wrong("replication needs a 'class'");
        }
        SchemaLimits.requireCount("replication options", options.size(), SchemaLimits.OPTION_ENTRIES_MAX);
        String shortName = className.startsWith(PACKAGE) ? className.substring(PACKAGE.length()) : className;
        SortedMap<String, Integer> factors = new TreeMap<>();
        options.forEach((name, value) -> {
            if (!name.equals(CLASS)) {
                SchemaLimits.requireOptionText("replication option", name);
                factors.put(name, parseFactor(name, value));
            }
        });
        Integer defaultFactor = factors.remove(FACTOR);
        if (shortName.equals(Strategy.SIMPLE.className)) {
            if (defaultFactor == null || !factors.isEmpty()) {
                throw wrong("SimpleStrategy needs a replication_factor and nothing else");
            }
            return new Replication(Strategy.SIMPLE, defaultFactor, factors);
        }
        if (shortName.equals(Strategy.NETWORK_TOPOLOGY.className)) {
            if (defaultFactor == null && factors.isEmpty()) {
                throw wrong("NetworkTopologyStrategy needs the number of replicas of a datacenter");
            }
            return new Replication(Strategy.NETWORK_TOPOLOGY, defaultFactor == null ? 0 : defaultFactor, factors);
        }
        throw wrong(
                "unknown replication class '" + className + "': SimpleStrategy and NetworkTopologyStrategy are known");
    }

    /** Replicas in a datacenter; meaningful for NETWORK_TOPOLOGY. */
    public int factor(String datacenter) {
        return factors.getOrDefault(datacenter, defaultFactor);
    }

    /** CQL's map, with the class's full name; {@link #parse} reads it back. */
    public SortedMap<String, String> options() {
        SortedMap<String, String> options = new TreeMap<>();
        options.put(CLASS, PACKAGE + strategy.className);
        if (defaultFactor > 0 || strategy == Strategy.SIMPLE) {
            options.put(FACTOR, Integer.toString(defaultFactor));
        }
        factors.forEach((datacenter, factor) -> options.put(datacenter, factor.toString()));
        return options;
    }

    private static int parseFactor(String name, String text) {
        try {
            return requireFactor(name, Integer.parseInt(text));
        } catch (NumberFormatException e) {
            throw wrong("replication option '" + name + "' is a number of replicas, not '" + text + "'");
        }
    }

    private static int requireFactor(String name, int factor) {
        int least = name.equals(FACTOR) ? 1 : 0;
        if (factor < least || factor > FACTOR_MAX) {
            throw wrong("replication option '" + name + "' must be between " + least + " and " + FACTOR_MAX + ", not "
                    + factor);
        }
        return factor;
    }

    private static StarlingException wrong(String message) {
        return new StarlingException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
