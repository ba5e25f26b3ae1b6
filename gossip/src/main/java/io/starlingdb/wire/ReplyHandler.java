package io.starlingdb.wire;

/**
 * Takes the outcome of one request: exactly one of the two is called, exactly once, on the loop, and never inside
 * {@link Messenger#request}. Must not block.
 */
public interface ReplyHandler {

    void onReply(Message reply);

    void onFailure(Failure failure);
}
