package io.tombolo.processor;

import javax.lang.model.element.Element;

/** A mistake in an annotated method: the element to point at and the sentence for the programmer. */
final class InvalidSyscallException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Element element;

    InvalidSyscallException(Element element, String sentence) {
        super(sentence, null, false, false);
        this.element = element;
    }

    Element element() {
        return element;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
