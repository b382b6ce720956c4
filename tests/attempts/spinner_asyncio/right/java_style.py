# RIGHT: like Java: an abstract base class, getters, a factory, a static counter that does no harm
import abc
import asyncio
import sys


class AbstractSpinner(abc.ABC):
    instances = 0

    def __init__(self, message):
        AbstractSpinner.instances += 1
        self._message = message
        self._index = 0

    def getMessage(self):
        return self._message

    def getStatus(self):
        return self.nextChar() + ' ' + self.getMessage()

    @abc.abstractmethod
    def nextChar(self):
        ...

    async def run(self):
        try:
            while True:
                self._print(self.getStatus())
                await asyncio.sleep(0.1)
        except asyncio.CancelledError:
            self._print(' ' * len(self.getStatus()))

    @staticmethod
    def _print(text):
        sys.stdout.write('\r')
        sys.stdout.write(text)
        sys.stdout.write('\r')
        sys.stdout.flush()


class BarSpinner(AbstractSpinner):
    CHARS = ('|', '/', '-', '\\')

    def nextChar(self):
        char = self.CHARS[self._index]
        self._index = (self._index + 1) % len(self.CHARS)
        return char


class SpinnerFactory:
    @staticmethod
    def create(message):
        return BarSpinner(message)


async def spin(msg):
    await SpinnerFactory.create(msg).run()


async def slow_function():
    await asyncio.sleep(3)
    return 42


async def supervisor():
    task = asyncio.create_task(spin('Please wait'))
    print('spinner object: ' + str(task))
    result = await slow_function()
    task.cancel()
    await task
    return result


class Main:
    @staticmethod
    def main():
        print('Answer: ' + str(asyncio.run(supervisor())))


main = Main.main

if __name__ == '__main__':
    main()
