package io.starlingdb.node.net;

/**
 * What one lane carried since the start, to and from all peers.
 *
 * @param framesSent frames handed to the network
 * @param bytesSent their bytes, lengths included
 * @param framesReceived frames that came in whole
 * @param bytesReceived their bytes, lengths included
 * @param writes how many writes the sent frames took: frames of one turn of the loop share one
 * @param framesDropped frames dropped because the peer could not be reached or its queue was full
 * @param framesQueued frames that wait now
 */
public record TrafficStatistics(
        long framesSent,
        long bytesSent,
        long framesReceived,
        long bytesReceived,
        long writes,
        long framesDropped,
        long framesQueued) {}
