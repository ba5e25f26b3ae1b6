package io.starlingdb.client.console;

/** Where the console writes, and what it may do there. */
interface Screen {
    /** A line of output. */
    void line(String text);

    /** A line about a failure or a warning; never mixed into output that a program reads. */
    void error(String text);

    /** Shows {@code text} in place of the last progress line; an empty text ends it. Ignored where nobody watches. */
    void progress(String text);

    /** Whether colours may be used. */
    boolean coloured();

    /** How many cells a line has; 0 where that is not known or does not matter. */
    int width();

    /** Empties the screen, where there is one. */
    void clear();

    /** Asks the person whether to go on with the next page; true where nobody is there to ask. */
    boolean more();
}
