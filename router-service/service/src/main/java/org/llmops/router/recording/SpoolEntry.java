package org.llmops.router.recording;

/**
 * One record read back from the spool.
 *
 * @param sequence its number; numbers count on over restarts
 * @param end where it ends in the oldest segment
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes on their way through, never compared.
record SpoolEntry(long sequence, int end, byte[] record) {}
