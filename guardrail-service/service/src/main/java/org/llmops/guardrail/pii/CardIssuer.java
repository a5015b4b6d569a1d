package org.llmops.guardrail.pii;

/** The leading digits that card schemes issue, and the lengths they issue them in. */
enum CardIssuer {
    VISA(400000, 499999, 13, 16, 19),
    MASTERCARD(510000, 559999, 16),
    MASTERCARD_2_SERIES(222100, 272099, 16),
    AMERICAN_EXPRESS_34(340000, 349999, 15),
    AMERICAN_EXPRESS_37(370000, 379999, 15),
    DINERS_300(300000, 305999, 14, 16, 17, 18, 19),
    DINERS_3095(309500, 309599, 14, 16, 17, 18, 19),
    DINERS_36(360000, 369999, 14, 15, 16, 17, 18, 19),
    DINERS_38(380000, 399999, 14, 16, 17, 18, 19),
    /** Registered is 3528 to 3589; the rest of 35 belongs to nobody else, and test data is full of it. */
    JCB(350000, 359999, 16, 17, 18, 19),
    JCB_1800(180000, 180099, 15),
    JCB_2131(213100, 213199, 15),
    MIR(220000, 220499, 16, 17, 18, 19),
    MAESTRO_50(500000, 509999, 13, 14, 15, 16, 17, 18, 19),
    MAESTRO_56(560000, 589999, 13, 14, 15, 16, 17, 18, 19),
    /** Discover, UnionPay, RuPay, Maestro, InterPayment and others share this range, so lengths do not tell them apart. */
    SERIES_6(600000, 699999, 13, 14, 15, 16, 17, 18, 19),
    UNIONPAY_81(810000, 817199, 16, 17, 18, 19),
    RUPAY_82(817200, 829999, 16),
    TROY(979200, 979299, 16),
    UATP(100000, 199999, 15);

    private static final CardIssuer[] ALL = values();

    private final int lowest;
    private final int highest;
    private final int lengths;

    CardIssuer(int lowest, int highest, int... lengths) {
        this.lowest = lowest;
        this.highest = highest;
        int bits = 0;
        for (int length : lengths) {
            bits |= 1 << length;
        }
        this.lengths = bits;
    }

    /** Whether somebody issues numbers that begin with these digits and are this long. */
    static boolean knows(int[] digits, int length) {
        int prefix = 0;
        for (int index = 0; index < 6; index++) {
            prefix = prefix * 10 + digits[index];
        }
        for (CardIssuer issuer : ALL) {
            if (prefix >= issuer.lowest && prefix <= issuer.highest && (issuer.lengths >> length & 1) == 1) {
                return true;
            }
        }
        return false;
    }
}
