package io.starlingdb.client.console;

import java.io.Writer;

/** Writes whole lines to a screen. */
final class ScreenWriter extends Writer {
    private final Screen screen;
    private final StringBuilder line = new StringBuilder();

    ScreenWriter(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void write(char[] text, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (text[i] == '\n') {
                screen.line(line.toString());
                line.setLength(0);
            } else {
                line.append(text[i]);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        if (!line.isEmpty()) {
            screen.line(line.toString());
        }
    }
}
