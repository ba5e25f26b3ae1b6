package io.starlingdb.client.console;

import java.io.PrintWriter;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A person's terminal. */
final class TerminalScreen implements Screen {
    private static final AttributedStyle ERROR = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final Terminal terminal;
    private final PrintWriter out;
    private final boolean coloured;
    private boolean progressShown;

    TerminalScreen(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.writer();
        this.coloured = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
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
        if (!coloured) {
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
