package io.starlingdb.node.simulation;

import io.starlingdb.kernel.SavedState;
import org.jspecify.annotations.Nullable;

/** A planted mistake: what is saved under one name is not there after a crash. */
final class ForgetfulState implements SavedState {
    private final SavedState sound;
    private final String forgotten;

    ForgetfulState(SavedState sound, String forgotten) {
        this.sound = sound;
        this.forgotten = forgotten;
    }

    @Override
    public byte @Nullable [] load(String name) {
        return name.equals(forgotten) ? null : sound.load(name);
    }

    @Override
    public void save(String name, byte[] content) {
        sound.save(name, content);
    }
}
