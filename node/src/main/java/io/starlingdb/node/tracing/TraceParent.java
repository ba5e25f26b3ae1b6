package io.starlingdb.node.tracing;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code traceparent} header says (W3C Trace Context, level 1): {@code 00-<32 hex: trace>-<16 hex: parent>-<2 hex: flags>}.
 *
 * @param trace the trace's id; becomes the session's
 * @param parent the caller's span, 16 hexadecimal digits
 * @param isSampled whether the caller records it
 */
public record TraceParent(UUID trace, String parent, boolean isSampled) {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    /** Null if the header is none, or breaks the rules: it is as if it were not there then. */
    public static @Nullable TraceParent parse(@Nullable String header) {
        Matcher matcher = FORM.matcher(header == null ? "" : header.strip());
        if (!matcher.matches()) {
            return null;
        }
        String version = matcher.group(1);
        boolean isFirst = version.equals("00");
        String trace = matcher.group(2);
        if (version.equals("ff")
                || (isFirst && matcher.group(5) != null)
                || trace.chars().allMatch(each -> each == '0')
                || matcher.group(3).chars().allMatch(each -> each == '0')) {
            return null;
        }
        UUID id = new UUID(
                Long.parseUnsignedLong(trace.substring(0, 16), 16), Long.parseUnsignedLong(trace.substring(16), 16));
        return new TraceParent(id, matcher.group(3), (Integer.parseInt(matcher.group(4), 16) & 1) != 0);
    }
}
