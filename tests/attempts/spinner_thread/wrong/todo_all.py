# WRONG first=todo: nothing filled in but Signal


class Signal:
    def __init__(self):
        self.go = True

def spin(msg, signal):
    raise NotImplementedError

def slow_function():
    raise NotImplementedError

def supervisor():
    raise NotImplementedError

def main():
    raise NotImplementedError

if __name__ == '__main__':
    main()
