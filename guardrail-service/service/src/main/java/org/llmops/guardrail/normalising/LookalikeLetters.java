package org.llmops.guardrail.normalising;

import java.text.Normalizer;
import java.text.Normalizer.Form;

/**
 * Which letters of other scripts pass for ASCII ones. Facts from Unicode's confusables.txt (Unicode License v3), reduced
 * to what is in use; the rest of it is resolved by compatibility forms or not seen in practice.
 */
final class LookalikeLetters {
    /** Hard to tell from the ASCII letter in common fonts. */
    private static final String[] TWINS = {
        "AΑАᎪᗅꓮ", "BΒВᏴᗷꓐ", "CСᏟꓚⲤϹ", "DᎠᗞꓓ", "EΕЕᎬⴹꓰ", "FϜᖴꓝ", "GԌᏀᏳꓖ", "HΗНᎻᕼꓧⲎ", "IΙІӀꓲⵏⲒᛁ", "JЈͿᎫᒍꓙ",
        "KΚКᏦᛕꓗⲔ", "LᏞᒪꓡⳐ", "MΜМᎷᗰꓟⲘϺ", "NΝꓠⲚ", "OΟОՕꓳⲞⵔ", "PΡРᏢᑭꓑⲢ", "Qⵕ", "RᎡᏒᖇꓣ", "SЅՏᏕᏚꓢ", "TΤТᎢꓔⲦ",
        "UՍᑌꓴ", "VѴᏙᐯꓦⴸ", "WԜᎳᏔꓪ", "XΧХꓫⲬᚷ", "YΥҮᎩᎽꓬⲨ", "ZΖᏃꓜ", "aαаɑ⍺", "bᑲᖯᏏ", "cсᴄⲥ", "dԁᏧᑯꓒ",
        "eеҽꬲ", "fքꬵꞙ", "gɡցƍ", "hһհᏂ", "iіιɩɪᎥ⍳ꙇ", "jјϳ", "lӏǀ", "nոռ", "oоοօⲟჿᴏ", "pрρⲣ⍴",
        "qԛզգ", "rꭇꭈⲅ", "sѕꜱ", "uυսʋᴜꭎ", "vνѵᴠ", "wԝѡաɯᴡ", "xхᕁ᙮", "yуүყʏꭚ", "zᴢ", "aᴀ",
        "bʙ", "dᴅ", "eᴇ", "fꜰ", "gɢ", "hʜ", "jᴊ", "kᴋ", "lʟ", "mᴍ",
        "nɴ", "pᴘ", "qꞯ", "rʀ", "tᴛ"
    };

    /** Read as the ASCII letter only among others. */
    private static final String[] COUSINS = {
        "bЬьвβБб", "eεєэзΣ", "hнҺ", "kкκ", "mм", "nпиηй", "oσωΩ", "rгя", "tтτ", "uμцՄ",
        "vѴ", "wшщ", "xχ", "yγУΨ", "AΛДдΔ", "NИПΠЙ", "RЯГ", "WШЩ", "lλ", "pπ",
        "eեЄЗ", "nղ", "tէ", "dժ", "zչ", "cςϲ", "iї"
    };

    private static final int FIRST = 0x0180;
    private static final byte COUSIN = (byte) 0x80;
    private static final byte[] LETTERS = letters();

    private LookalikeLetters() {}

    /** The ASCII letter that this one is hard to tell from, or 0. */
    static char twin(int codePoint) {
        byte letter = entry(codePoint);
        return letter > 0 ? (char) letter : 0;
    }

    /** The ASCII letter that this one is meant for in an otherwise Latin word, or 0. */
    static char meant(int codePoint) {
        byte letter = entry(codePoint);
        if (letter == 0 && codePoint >= 0x0370 && codePoint < 0x0530) {
            letter = entry(Normalizer.normalize(Character.toString(codePoint), Form.NFD)
                    .charAt(0));
        }
        return (char) (letter & 0x7F);
    }

    private static byte entry(int codePoint) {
        return codePoint >= FIRST && codePoint - FIRST < LETTERS.length ? LETTERS[codePoint - FIRST] : 0;
    }

    private static byte[] letters() {
        byte[] letters = new byte[0xAC00 - FIRST];
        for (String family : COUSINS) {
            for (int index = 1; index < family.length(); index++) {
                letters[family.charAt(index) - FIRST] = (byte) (family.charAt(0) | COUSIN);
            }
        }
        for (String family : TWINS) {
            for (int index = 1; index < family.length(); index++) {
                letters[family.charAt(index) - FIRST] = (byte) family.charAt(0);
            }
        }
        return letters;
    }
}
