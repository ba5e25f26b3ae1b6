package io.starlingdb.wire;

import io.starlingdb.kernel.Endpoint;

/**
 * Something that was done for a traced request.
 *
 * @param source the node that did it
 * @param elapsedMicros since that node began to work for the request
 */
public record TraceStep(Endpoint source, String activity, long elapsedMicros) {}
