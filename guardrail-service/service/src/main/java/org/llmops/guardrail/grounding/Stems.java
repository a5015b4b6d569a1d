package org.llmops.guardrail.grounding;

/** Takes the endings off English words, so roughly that other languages in Latin script bear it too. */
final class Stems {
    private Stems() {}

    /** @param form in lower case */
    static String of(String form) {
        int length = form.length();
        if (length < 4 || form.charAt(0) > 'z') {
            return form;
        }
        String stem = withoutPlural(form);
        stem = american(stem);
        stem = without(stem, "ing", 3);
        stem = without(stem, "ed", 3);
        stem = without(stem, "ly", 4);
        if (stem.length() >= 4 && stem.endsWith("e")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        if (stem.length() >= 4 && stem.endsWith("i")) {
            stem = stem.substring(0, stem.length() - 1) + "y";
        }
        return undoubled(stem);
    }

    private static String withoutPlural(String form) {
        if (form.endsWith("ies") && form.length() > 4) {
            return form.substring(0, form.length() - 3) + "y";
        }
        if (form.endsWith("sses") || form.endsWith("shes") || form.endsWith("ches") || form.endsWith("xes")) {
            return form.substring(0, form.length() - 2);
        }
        boolean plural = form.endsWith("s") && !form.endsWith("ss") && !form.endsWith("us") && !form.endsWith("is");
        return plural ? form.substring(0, form.length() - 1) : form;
    }

    private static String american(String form) {
        if (form.length() < 6) {
            return form.endsWith("our") && form.length() == 5 ? form.substring(0, 3) + "r" : form;
        }
        if (form.endsWith("isation")) {
            return form.substring(0, form.length() - 6) + "zation";
        }
        if (form.endsWith("ise") || form.endsWith("ised")) {
            int at = form.lastIndexOf('s');
            return form.substring(0, at) + "z" + form.substring(at + 1);
        }
        return form.endsWith("our") ? form.substring(0, form.length() - 2) + "r" : form;
    }

    private static String without(String form, String ending, int least) {
        return form.endsWith(ending) && form.length() - ending.length() >= least && hasVowel(form, ending.length())
                ? form.substring(0, form.length() - ending.length())
                : form;
    }

    private static boolean hasVowel(String form, int endingLength) {
        for (int index = 0; index < form.length() - endingLength; index++) {
            if ("aeiouy".indexOf(form.charAt(index)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** {@code runn} is {@code run}; {@code pass} stays. */
    private static String undoubled(String stem) {
        int last = stem.length() - 1;
        boolean doubled =
                last >= 3 && stem.charAt(last) == stem.charAt(last - 1) && "bdgmnprt".indexOf(stem.charAt(last)) >= 0;
        return doubled ? stem.substring(0, last) : stem;
    }
}
