package io.starlingdb.client.console;

import java.io.PrintStream;

/** The output of an export or import: lines for people on the error stream, so that a table may go to the other one. */
final class TransferScreen implements Screen {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean watched;
    private boolean shown;

    /** @param watched whether progress is shown */
    TransferScreen(PrintStream out, PrintStream err, boolean watched) {
        this.out = out;
        this.err = err;
        this.watched = watched;
    }

    @Override
    public void line(String text) {
        out.println(text);
    }

    @Override
    public void error(String text) {
        progress("");
        err.println(text);
    }

    @Override
    public void progress(String text) {
        if (watched && (shown || !text.isEmpty())) {
            err.print("\r\u001b[K" + text);
            err.flush();
            shown = !text.isEmpty();
        }
    }

    @Override
    public boolean coloured() {
        return false;
    }

    @Override
    public int width() {
        return 0;
    }

    @Override
    public void clear() {
        // nothing to clear
    }

    @Override
    public boolean more() {
        return true;
    }
}
