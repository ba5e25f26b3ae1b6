package io.starlingdb.node.storage;

/**
 * What an engine found when it was opened.
 *
 * @param created whether there was nothing and it began empty
 * @param logCutShort whether its log was damaged before its end, so that what was written after that place is gone
 */
public record EngineReport(boolean created, boolean logCutShort) {}
