package io.starlingdb.wire;

/** Takes messages of one type. Called on the loop; must not block. */
@FunctionalInterface
public interface Handler<M extends Message> {

    void handle(Inbound<M> in);
}
