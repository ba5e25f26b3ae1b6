package io.starlingdb.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiskWatchTest {
    private static final StorageException BROKEN = new StorageException("no space left on the device", null);

    private LongSupplier usable = () -> 1_000;
    private @Nullable StorageException trialFails;
    private final List<DiskState> told = new ArrayList<>();
    private final DiskWatch disk = new DiskWatch(() -> usable.getAsLong(), 1_000, this::trial, StorageListener.NONE);

    private void trial() {
        if (trialFails != null) {
            throw trialFails;
        }
    }

    @Test
    void shouldNotFlutterAroundTheReserve() {
        disk.observe(told::add);
        disk.check();
        disk.requireRoom();
        usable = () -> 999;
        disk.check();
        assertThatThrownBy(disk::requireRoom)
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("nearly full");
        usable = () -> 1_099;
        disk.check();
        assertThat(disk.state()).isEqualTo(DiskState.FULL);
        usable = () -> 1_100;
        disk.check();
        disk.requireRoom();
        assertThat(told).containsExactly(DiskState.WELL, DiskState.FULL, DiskState.WELL);
    }

    @Test
    void shouldRefuseWritesAfterAFailureUntilATrialGoesWell() {
        disk.observe(told::add);
        trialFails = BROKEN;
        disk.failed(BROKEN);
        assertThatThrownBy(disk::requireRoom)
                .isInstanceOf(StarlingException.class)
                .hasMessageContaining("no space left on the device");
        disk.check();
        assertThat(disk.report())
                .isEqualTo(new DiskReport(DiskState.FAILING, 1_000, 1_000, "no space left on the device"));
        trialFails = null;
        disk.check();
        disk.requireRoom();
        assertThat(disk.report().failure()).isEmpty();
        assertThat(told).containsExactly(DiskState.WELL, DiskState.FAILING, DiskState.WELL);
    }

    @Test
    void shouldStayFullWhenItCanBeWrittenAgainBelowTheReserve() {
        usable = () -> 10;
        disk.failed(BROKEN);
        disk.check();
        assertThat(disk.state()).isEqualTo(DiskState.FULL);
    }

    @Test
    void shouldNotSayThatTheDiskFailsBecauseTheEngineWasClosed() {
        disk.observe(told::add);
        trialFails = new EngineClosedException("the engine");
        disk.failed(BROKEN);
        disk.check();
        assertThat(told).containsExactly(DiskState.WELL);
    }

    @Test
    void shouldStayAsItIsWhenTheDiskDoesNotTell() {
        usable = () -> {
            throw new UncheckedIOException(new IOException("no answer"));
        };
        disk.check();
        assertThat(disk.report()).isEqualTo(new DiskReport(DiskState.WELL, -1, 1_000, ""));
    }
}
