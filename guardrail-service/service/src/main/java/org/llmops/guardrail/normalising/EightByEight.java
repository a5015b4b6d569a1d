package org.llmops.guardrail.normalising;

/** Eight bytes of eight bits as a square. */
public final class EightByEight {
    private EightByEight() {}

    /** Turns it on its diagonal: what each byte tells of eight kinds into what each kind is told of by eight bytes. */
    // Warren, Hacker's Delight 7-3
    public static long turned(long square) {
        long turned = square;
        long swapped = (turned ^ turned >>> 7) & 0x00AA00AA00AA00AAL;
        turned ^= swapped ^ swapped << 7;
        swapped = (turned ^ turned >>> 14) & 0x0000CCCC0000CCCCL;
        turned ^= swapped ^ swapped << 14;
        swapped = (turned ^ turned >>> 28) & 0x00000000F0F0F0F0L;
        return turned ^ swapped ^ swapped << 28;
    }
}
