package io.starlingdb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageRegistryTest {

    @Test
    void shouldFindATypeByItsIdAndByItsClass() {
        MessageRegistry registry =
                MessageRegistry.builder().register(7, Note.class, Note.CODEC).build();
        assertThat(registry.byId(7)).isSameAs(registry.of(new Note(1, "")));
        assertThat(registry.byId(8)).isNull();
    }

    @Test
    void shouldRefuseWhatIsTakenOrOutOfBounds() {
        MessageRegistry.Builder builder = MessageRegistry.builder().register(7, Note.class, Note.CODEC);
        assertThatThrownBy(() -> builder.register(7, Other.class, Other.CODEC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("7");
        assertThatThrownBy(() -> MessageRegistry.builder()
                        .register(7, Note.class, Note.CODEC)
                        .register(8, Note.class, Note.CODEC))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.register(0, Other.class, Other.CODEC))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.register(65_536, Other.class, Other.CODEC))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRefuseAMessageThatWasNotRegistered() {
        assertThatThrownBy(() -> MessageRegistry.builder().build().of(new Note(1, "")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private record Other() implements Message {
        static final MessageCodec<Other> CODEC = new MessageCodec<>() {
            @Override
            public void write(Other message, WireWriter out, int version) {}

            @Override
            public Other read(WireReader in, int version) {
                return new Other();
            }
        };
    }
}
