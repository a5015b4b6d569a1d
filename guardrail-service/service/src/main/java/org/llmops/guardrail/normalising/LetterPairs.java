package org.llmops.guardrail.normalising;

/**
 * How usual it is that one Latin letter follows another in ordinary text. The figures come from the questions and
 * prompts of clinc150 (CC BY 3.0) and of the public prompt sets of the injection data; mostly English, some of twenty
 * other languages.
 */
final class LetterPairs {
    /** What follows what, 27 by 27: any gap, then a to z. A character's distance from '0' is six times the negative log. */
    private static final String TABLE =
            "l=CACFCHC?OMGBEBCQE@<JMAYGY=WFBFYLIUE]I?E:]Ha>@<KERVEW@=MTW7`[XAQc=V[<TdAJT?[XaB]"
                    + "A;_FV<dc<BlAD[X;a^AO>DgilNf4AS[H<RQZ>[lPTO>[_GF[FSXhNh6BREAENNVNcWDF>OKT=?DUJLHMX"
                    + "8Cd][@B[g=c`Gcf8cl?OEDb[iLg6AY_Z:[IAA_[HWF@MlAFRDdaeKa=:ZaY6djb>geSSN<`dIVGLcZlKl"
                    + "?GNAEDGF[[`LBE8?HUF==XFdW`NE9SkT<SkWE_TN[V8O[OF_8R][Uk7DS_T7UVN<iULN@HVgPAQM_VdM`"
                    + ";>VUA:PSc=fP<OW>KfYFIGRSlB^;;FW^8WYf@lhSFX>@dYI[E[_l>l8D]C>>M<XEWLNWLBT_Y@>LOZdH["
                    + "<PNHGLAKUK]LEB;FFl<FD=GAWT]>>]YO<XWEBlj<N[>Ci=H?BZF]Me@Pbb_V[QkSV]PkbWbbY_W1WVZk_"
                    + "9>RJD9SK[>lILHI?QcICCFNYjEe6DYFR<S_CBjNOPSCFZXC<E]JlKf8C[SP<]Y9=lgLT]>SlCFJI_MiJ_"
                    + "=EICGBQF_GeT>D>TE_<<=c[fUQYD?V[W3eU_9aeYb_D^lZ]bQh^fU_:=][W>]d9;eSObB>XlCJX`lXl[l"
                    + ":?WBX>Q[RA[lVSRQ9[`Z8KWYRIP3MOQVD[V_IiiMLQ:JlVBHUgVZgU=;UQR6jTP>^UKOW>U[UKO@TMPIC";

    /** A to z and any gap. */
    static final int LETTERS = 27;

    private static final byte[] NUMBERS = new byte[0x80];

    static {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            NUMBERS[letter] = (byte) (letter - 'a' + 1);
            NUMBERS[letter - 'a' + 'A'] = NUMBERS[letter];
        }
    }

    private LetterPairs() {}

    /** The number of a letter, 0 for everything else. */
    static int number(char character) {
        return character < NUMBERS.length ? NUMBERS[character] : 0;
    }

    /** The logarithm of how usual it is that the second follows the first. */
    static double usual(int first, int second) {
        return ('0' - TABLE.charAt(first * LETTERS + second)) / 6.0;
    }

    /** The mean over all pairs: about -2.6 for text, below -3.8 for random letters; 0 if there are none. */
    static double usual(CharSequence text) {
        double sum = 0;
        int pairs = 0;
        int before = 0;
        for (int index = 0; index < text.length(); index++) {
            int letter = number(text.charAt(index));
            if (before != 0 || letter != 0) {
                sum += usual(before, letter);
                pairs++;
            }
            before = letter;
        }
        return pairs == 0 ? 0 : sum / pairs;
    }
}
