/** Texts as hashed n-grams, for whatever compares or scores them without a model. */
@NullMarked
package org.llmops.router.ngram;

import org.jspecify.annotations.NullMarked;
