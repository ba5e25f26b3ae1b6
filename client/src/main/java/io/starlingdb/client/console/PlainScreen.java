package io.starlingdb.client.console;

import java.io.PrintStream;

/** Output for programs and files: no colours, no progress, no questions. */
final class PlainScreen implements Screen {
    private final PrintStream out;
    private final PrintStream err;

    PlainScreen(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void line(String text) {
        out.println(text);
    }

    @Override
    public void error(String text) {
        out.flush();
        err.println(text);
    }

    @Override
    public void progress(String text) {}

    @Override
    public boolean coloured() {
        return false;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public void clear() {}

    @Override
    public boolean more() {
        return true;
    }
}
