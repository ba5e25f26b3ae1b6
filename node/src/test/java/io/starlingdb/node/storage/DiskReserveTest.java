package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class DiskReserveTest {

    private LongSupplier usable = () -> 1_000;
    private final DiskReserve reserve = new DiskReserve(() -> usable.getAsLong(), 1_000, StorageListener.NONE);

    @Test
    void shouldNotFlutterAroundTheReserve() {
        reserve.check();
        assertThat(reserve.isReadOnly()).isFalse();
        reserve.requireRoom();
        usable = () -> 999;
        reserve.check();
        assertThatThrownBy(reserve::requireRoom).isInstanceOf(StarlingException.class);
        usable = () -> 1_099;
        reserve.check();
        assertThat(reserve.isReadOnly()).isTrue();
        usable = () -> 1_100;
        reserve.check();
        assertThat(reserve.isReadOnly()).isFalse();
    }

    @Test
    void shouldStayAsItIsWhenTheDiskDoesNotTell() {
        usable = () -> {
            throw new UncheckedIOException(new IOException("no answer"));
        };
        reserve.check();
        assertThat(reserve.isReadOnly()).isFalse();
    }
}
