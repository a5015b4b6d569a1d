package org.llmops.router.health;

/** What retries may be made of: each call earns a share of one, and a reserve serves those who have earned none yet. Not thread-safe. */
final class RetryBudget {
    /** Shares are counted in whole numbers, so that nothing is lost by rounding. */
    private static final long ONE = 1_000_000;

    private final long share;
    private final long most;
    private long saved;

    RetryBudget(double share, int reserve) {
        this.share = Math.round(share * ONE);
        this.most = reserve * ONE;
        this.saved = most;
    }

    void earn() {
        saved = Math.min(most, saved + share);
    }

    boolean spend() {
        if (saved < ONE) {
            return false;
        }
        saved -= ONE;
        return true;
    }
}
