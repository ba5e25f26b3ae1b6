package io.starlingdb.client.stress;

import io.starlingdb.client.ConsistencyLevel;
import java.time.Duration;

/**
 * What load is to be made.
 *
 * @param keyspace created if it is not there
 * @param replication replicas of each row, when the keyspace is created
 * @param rows so many different keys, each as likely
 * @param valueBytes of each row
 * @param readShare 0 to 1 of the requests read
 * @param inFlight requests at any time
 * @param ratePerSecond requests offered; 0 for as many as there can be. With a rate, latencies count from when a request was due
 */
public record StressPlan(
        String keyspace,
        int replication,
        long rows,
        int valueBytes,
        double readShare,
        int inFlight,
        double ratePerSecond,
        Duration duration,
        ConsistencyLevel consistency) {}
