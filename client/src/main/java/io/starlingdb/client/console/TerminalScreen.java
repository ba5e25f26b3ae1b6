package io.starlingdb.client.console;

import java.io.PrintWriter;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A person's terminal; without colours where the environment has {@code NO_COLOR}. */
final class TerminalScreen implements Screen {
    private static final AttributedStyle ERROR = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final Terminal terminal;
    private final PrintWriter out;
    private final boolean watched;
    private final boolean coloured;
    private boolean progressShown;

    TerminalScreen(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.writer();
        this.watched = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        this.coloured = watched && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
    }

    @Override
    public void line(String text) {
        endProgress();
        out.println(text);
        out.flush();
    }

    @Override
    public void error(String text) {
        endProgress();
        out.println(coloured ? new AttributedStringBuilder().styled(ERROR, text).toAnsi(terminal) : text);
        out.flush();
    }

    @Override
    public void progress(String text) {
        if (!watched) {
            return;
        }
        out.print("\r\u001b[K" + text);
        out.flush();
        progressShown = !text.isEmpty();
    }

    @Override
    public boolean coloured() {
        return coloured;
    }

    @Override
    public int width() {
        return terminal.getSize().getColumns();
    }

    @Override
    public void clear() {
        if (watched) {
            out.print("\u001b[2J\u001b[H");
            out.flush();
        }
    }

    @Override
    public boolean more() {
        try {
            LineReader question = LineReaderBuilder.builder().terminal(terminal).build();
            String answer = question.readLine("---MORE--- (Enter: next page, q: enough) ");
            return !answer.strip().equalsIgnoreCase("q");
        } catch (UserInterruptException | EndOfFileException e) {
            return false;
        }
    }

    private void endProgress() {
        if (progressShown) {
            progress("");
        }
    }
}
