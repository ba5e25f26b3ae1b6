package io.starlingdb.node.cql.parse;

/**
 * Finds where numbers, uuids and durations end. Each method returns the offset after the form that begins at {@code
 * start}; those for forms that may not be there return −1 then. A form must not run into a further name character.
 */
final class NumberScanner {

    private static final String[] UNITS = {"ms", "us", "µs", "ns", "mo", "y", "w", "d", "h", "m", "s"};

    /** A duration as a date and a time; 0 stands for any digit. */
    private static final String CALENDAR = "P0000-00-00T00:00:00";

    private NumberScanner() {}

    static int digits(String text, int start) {
        int end = start;
        while (end < text.length() && Lexer.isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The end of a fraction and an exponent that may follow the integer ending at {@code start}; start if none does. */
    static int fraction(String text, int start) {
        int end = start;
        if (end + 1 < text.length() && text.charAt(end) == '.' && Lexer.isDigit(text.charAt(end + 1))) {
            end = digits(text, end + 1);
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int exponent = end + 1;
            if (exponent < text.length() && (text.charAt(exponent) == '-' || text.charAt(exponent) == '+')) {
                exponent++;
            }
            int exponentEnd = digits(text, exponent);
            if (exponentEnd > exponent) {
                end = exponentEnd;
            }
        }
        return end;
    }

    /** {@code 8-4-4-4-12} hexadecimal digits. */
    static int uuid(String text, int start) {
        int end = start + 36;
        if (end > text.length() || (end < text.length() && Lexer.isNamePart(text.charAt(end)))) {
            return -1;
        }
        if (text.charAt(start + 8) != '-') {
            return -1;
        }
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(start + i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !Lexer.isHexDigit(c)) {
                return -1;
            }
        }
        return end;
    }

    /** Numbers each with a unit, as {@code 1y2mo3w4d5h6m7s8ms9us10ns}. */
    static int duration(String text, int start) {
        int end = start;
        boolean any = false;
        while (end < text.length() && Lexer.isDigit(text.charAt(end))) {
            int unit = unit(text, digits(text, end));
            if (unit < 0) {
                return -1;
            }
            end = unit;
            any = true;
        }
        return any && !runsOn(text, end) ? end : -1;
    }

    /** {@code P1Y2M3DT4H5M6S}, {@code P5W} or {@code P0001-02-03T04:05:06}, in capitals only, because a column may well be called {@code p1y}. */
    static int isoDuration(String text, int start) {
        if (isCalendar(text, start)) {
            return runsOn(text, start + CALENDAR.length()) ? -1 : start + CALENDAR.length();
        }
        int end = start + 1;
        boolean time = false;
        boolean any = false;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == 'T' && !time) {
                time = true;
                end++;
                continue;
            }
            int digits = digits(text, end);
            if (digits == end || digits == text.length()) {
                break;
            }
            char unit = text.charAt(digits);
            if ((time ? "HMS" : "YMWD").indexOf(unit) < 0) {
                return -1;
            }
            end = digits + 1;
            any = true;
        }
        return any && !runsOn(text, end) ? end : -1;
    }

    private static boolean isCalendar(String text, int start) {
        if (start + CALENDAR.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < CALENDAR.length(); i++) {
            char form = CALENDAR.charAt(i);
            char c = text.charAt(start + i);
            if (form == '0' ? !Lexer.isDigit(c) : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int unit(String text, int start) {
        for (String unit : UNITS) {
            if (text.regionMatches(true, start, unit, 0, unit.length())) {
                return start + unit.length();
            }
        }
        return -1;
    }

    private static boolean runsOn(String text, int end) {
        return end < text.length() && Lexer.isNamePart(text.charAt(end));
    }
}
