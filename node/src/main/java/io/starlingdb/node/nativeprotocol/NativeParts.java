package io.starlingdb.node.nativeprotocol;

import io.starlingdb.kernel.TimeSource;
import io.starlingdb.node.admission.LoadLimit;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.system.FinishedTrace;
import java.net.InetSocketAddress;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * What the native protocol's server stands on; all of it is called on the loop.
 *
 * @param takesClients whether requests are served now; asked for each
 * @param limit how many requests may be under way on this node
 * @param advertised where clients reach this node
 * @param traced takes what traced requests did
 * @param random for traces' ids
 */
public record NativeParts(
        CqlEngine cql,
        BooleanSupplier takesClients,
        LoadLimit limit,
        Authenticator authenticator,
        NativeTraffic traffic,
        InetSocketAddress advertised,
        Consumer<FinishedTrace> traced,
        TimeSource time,
        RandomGenerator random) {}
