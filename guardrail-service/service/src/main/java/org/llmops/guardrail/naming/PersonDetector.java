package org.llmops.guardrail.naming;

import org.llmops.guardrail.detecting.LocalDetector;
import org.llmops.guardrail.detecting.Scanner;
import org.llmops.guardrail.detecting.Scene;

/**
 * Names of persons: words in a row that may be a name are judged one by one by a linear model over lists of names, the way
 * they are written, and the words around. It knows cased scripts only; names in Arabic, Hebrew or Chinese letters go unseen.
 */
public final class PersonDetector implements LocalDetector {
    @Override
    public Scanner open(Scene scene) {
        return new PersonScanner(NameModel.shipped());
    }
}
