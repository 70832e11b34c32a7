// Prints every embedded file as `path size`, a line break, its bytes and a line break.
#include "any_bytes.hpp"

#include <iostream>

int main()
{
    for (gander::EmbeddedFile const &file : any_bytes()) {
        std::cout << file.path << ' ' << file.text.size() << '\n' << file.text << '\n';
    }
}
