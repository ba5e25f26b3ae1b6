package io.starlingdb.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which messages a node knows, each with an explicit id. Ids are append-only: one that was ever used keeps its meaning for good. They are
 * given by part: gossip 1–49, cluster record and Paxos 50–99, replica and coordinator 100–199, admin 200–249. Id 0 is the frame without a
 * message. Immutable once built.
 */
public final class MessageRegistry {

    private static final int ID_MAX = 0xffff;

    private final Map<Class<?>, MessageType<?>> byClass;
    private final Map<Integer, MessageType<?>> byId;

    private MessageRegistry(Builder builder) {
        byClass = Map.copyOf(builder.byClass);
        byId = Map.copyOf(builder.byId);
    }

    public static Builder builder() {
        return new Builder()
                .register(48, Traced.class, new Traced.Codec())
                .register(49, TracedReply.class, new TracedReply.Codec());
    }

    /** @throws IllegalArgumentException if the message's class was never registered */
    @SuppressWarnings("unchecked") // registered together with its class
    <M extends Message> MessageType<M> of(M message) {
        MessageType<?> type = byClass.get(message.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "not a registered message: " + message.getClass().getName());
        }
        return (MessageType<M>) type;
    }

    @Nullable
    MessageType<?> byId(int id) {
        return byId.get(id);
    }

    boolean knows(Class<?> message) {
        return byClass.containsKey(message);
    }

    /** One kind of message. */
    record MessageType<M extends Message>(int id, Class<M> messageClass, MessageCodec<M> codec) {}

    /** Collects message types; each part of the node adds its own. */
    public static final class Builder {

        private final Map<Class<?>, MessageType<?>> byClass = new HashMap<>();
        private final Map<Integer, MessageType<?>> byId = new HashMap<>();

        private Builder() {}

        /** @throws IllegalArgumentException if the id or the class is taken, or the id is not 1 to 65535 */
        public <M extends Message> Builder register(int id, Class<M> messageClass, MessageCodec<M> codec) {
            if (id < 1 || id > ID_MAX) {
                throw new IllegalArgumentException("a message id is 1 to " + ID_MAX + ": " + id);
            }
            MessageType<M> type = new MessageType<>(id, messageClass, Objects.requireNonNull(codec));
            if (byId.putIfAbsent(id, type) != null) {
                throw new IllegalArgumentException(
                        "message id " + id + " is taken; " + messageClass.getName() + " needs another");
            }
            if (byClass.putIfAbsent(messageClass, type) != null) {
                throw new IllegalArgumentException(messageClass.getName() + " is registered twice");
            }
            return this;
        }

        public MessageRegistry build() {
            return new MessageRegistry(this);
        }
    }
}
